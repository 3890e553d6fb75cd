-- +goose Up
-- What the schema cannot say. A script that rebuilds one of these tables drops its triggers: write them again there.

-- +goose StatementBegin
CREATE FUNCTION smileboard_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'smileboard: % never changes', TG_TABLE_NAME USING ERRCODE = '55000';
END $$;
-- +goose StatementEnd

CREATE TRIGGER publications_frozen BEFORE UPDATE OR DELETE ON publications FOR EACH ROW EXECUTE FUNCTION smileboard_frozen();
CREATE TRIGGER publications_frozen_truncate BEFORE TRUNCATE ON publications FOR EACH STATEMENT EXECUTE FUNCTION smileboard_frozen();

CREATE TRIGGER withdrawals_frozen BEFORE UPDATE OR DELETE ON withdrawals FOR EACH ROW EXECUTE FUNCTION smileboard_frozen();
CREATE TRIGGER withdrawals_frozen_truncate BEFORE TRUNCATE ON withdrawals FOR EACH STATEMENT EXECUTE FUNCTION smileboard_frozen();

CREATE TRIGGER compound_results_frozen BEFORE UPDATE OR DELETE ON compound_results FOR EACH ROW EXECUTE FUNCTION smileboard_frozen();
CREATE TRIGGER compound_results_frozen_truncate BEFORE TRUNCATE ON compound_results FOR EACH STATEMENT EXECUTE FUNCTION smileboard_frozen();

CREATE TRIGGER contractor_results_frozen BEFORE UPDATE OR DELETE ON contractor_results FOR EACH ROW EXECUTE FUNCTION smileboard_frozen();
CREATE TRIGGER contractor_results_frozen_truncate BEFORE TRUNCATE ON contractor_results FOR EACH STATEMENT EXECUTE FUNCTION smileboard_frozen();

CREATE TRIGGER standards_frozen BEFORE UPDATE OR DELETE ON standards FOR EACH ROW EXECUTE FUNCTION smileboard_frozen();
CREATE TRIGGER standards_frozen_truncate BEFORE TRUNCATE ON standards FOR EACH STATEMENT EXECUTE FUNCTION smileboard_frozen();

ALTER TABLE engagements ADD CONSTRAINT engagements_overlap EXCLUDE USING gist (
  int8range(compound_id, compound_id, '[]') WITH &&,
  daterange(starts, ends, '[]') WITH &&
) DEFERRABLE INITIALLY IMMEDIATE;

ALTER TABLE cycles ADD CONSTRAINT cycles_overlap EXCLUDE USING gist (
  int8range(district_id, district_id, '[]') WITH &&,
  daterange(starts, ends, '[]') WITH &&
) DEFERRABLE INITIALLY IMMEDIATE;

INSERT INTO epoch (value) VALUES (1);

-- +goose StatementBegin
CREATE FUNCTION smileboard_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('smileboard_epoch', '');
  RETURN NULL;
END $$;
-- +goose StatementEnd

CREATE TRIGGER epoch_changed AFTER UPDATE ON epoch FOR EACH STATEMENT EXECUTE FUNCTION smileboard_epoch();
