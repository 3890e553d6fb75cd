-- +goose Up
-- What the schema cannot say. A script that rebuilds one of these tables drops its triggers: write them again there.

-- +goose StatementBegin
CREATE TRIGGER audit_entries_frozen_update BEFORE UPDATE ON audit_entries
BEGIN
  SELECT RAISE(ABORT, 'smileboard: audit_entries never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_entries_frozen_delete BEFORE DELETE ON audit_entries
BEGIN
  SELECT RAISE(ABORT, 'smileboard: audit_entries never changes');
END;
-- +goose StatementEnd

INSERT INTO audit_heads (number, hash) VALUES (0, '');
