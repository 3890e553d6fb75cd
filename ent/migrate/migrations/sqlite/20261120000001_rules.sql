-- +goose Up
-- What the schema cannot say. A script that rebuilds one of these tables drops its triggers: write them again there.

-- +goose StatementBegin
CREATE TRIGGER publications_frozen_update BEFORE UPDATE ON publications
BEGIN
  SELECT RAISE(ABORT, 'smileboard: publications never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER publications_frozen_delete BEFORE DELETE ON publications
BEGIN
  SELECT RAISE(ABORT, 'smileboard: publications never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER withdrawals_frozen_update BEFORE UPDATE ON withdrawals
BEGIN
  SELECT RAISE(ABORT, 'smileboard: withdrawals never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER withdrawals_frozen_delete BEFORE DELETE ON withdrawals
BEGIN
  SELECT RAISE(ABORT, 'smileboard: withdrawals never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER compound_results_frozen_update BEFORE UPDATE ON compound_results
BEGIN
  SELECT RAISE(ABORT, 'smileboard: compound_results never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER compound_results_frozen_delete BEFORE DELETE ON compound_results
BEGIN
  SELECT RAISE(ABORT, 'smileboard: compound_results never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER contractor_results_frozen_update BEFORE UPDATE ON contractor_results
BEGIN
  SELECT RAISE(ABORT, 'smileboard: contractor_results never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER contractor_results_frozen_delete BEFORE DELETE ON contractor_results
BEGIN
  SELECT RAISE(ABORT, 'smileboard: contractor_results never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER standards_frozen_update BEFORE UPDATE ON standards
BEGIN
  SELECT RAISE(ABORT, 'smileboard: standards never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER standards_frozen_delete BEFORE DELETE ON standards
BEGIN
  SELECT RAISE(ABORT, 'smileboard: standards never changes');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER engagements_overlap_insert BEFORE INSERT ON engagements
WHEN EXISTS (
  SELECT 1 FROM engagements o
  WHERE o.compound_id = NEW.compound_id AND o.id IS NOT NEW.id
    AND o.starts <= COALESCE(NEW.ends, '9999-12-31') AND NEW.starts <= COALESCE(o.ends, '9999-12-31')
)
BEGIN
  SELECT RAISE(ABORT, 'smileboard: engagements overlap');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER engagements_overlap_update BEFORE UPDATE ON engagements
WHEN EXISTS (
  SELECT 1 FROM engagements o
  WHERE o.compound_id = NEW.compound_id AND o.id IS NOT NEW.id
    AND o.starts <= COALESCE(NEW.ends, '9999-12-31') AND NEW.starts <= COALESCE(o.ends, '9999-12-31')
)
BEGIN
  SELECT RAISE(ABORT, 'smileboard: engagements overlap');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER cycles_overlap_insert BEFORE INSERT ON cycles
WHEN EXISTS (
  SELECT 1 FROM cycles o
  WHERE o.district_id = NEW.district_id AND o.id IS NOT NEW.id
    AND o.starts <= COALESCE(NEW.ends, '9999-12-31') AND NEW.starts <= COALESCE(o.ends, '9999-12-31')
)
BEGIN
  SELECT RAISE(ABORT, 'smileboard: cycles overlap');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER cycles_overlap_update BEFORE UPDATE ON cycles
WHEN EXISTS (
  SELECT 1 FROM cycles o
  WHERE o.district_id = NEW.district_id AND o.id IS NOT NEW.id
    AND o.starts <= COALESCE(NEW.ends, '9999-12-31') AND NEW.starts <= COALESCE(o.ends, '9999-12-31')
)
BEGIN
  SELECT RAISE(ABORT, 'smileboard: cycles overlap');
END;
-- +goose StatementEnd

INSERT INTO epoch (value) VALUES (1);
