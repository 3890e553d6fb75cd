-- +goose Up
-- What the schema cannot say. A script that rebuilds one of these tables drops its triggers: write them again there.

CREATE TRIGGER audit_entries_frozen BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION smileboard_frozen();
CREATE TRIGGER audit_entries_frozen_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION smileboard_frozen();

INSERT INTO audit_heads (number, hash) VALUES (0, '');
