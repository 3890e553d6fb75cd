-- +goose Up
-- create "complaints" table
CREATE TABLE `complaints` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `number` text NOT NULL,
  `received` date NOT NULL,
  `dimension` text NULL,
  `text` text NOT NULL DEFAULT (''),
  `responsible` bool NULL,
  `repeat_of` text NOT NULL DEFAULT (''),
  `due` date NOT NULL,
  `closed` date NULL,
  `outcome` text NULL,
  `confirmed` bool NULL,
  `confirmed_on` date NULL,
  `compound_id` integer NOT NULL,
  CONSTRAINT `complaints_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `complaint_days` CHECK (closed IS NULL OR closed >= received)
);
-- create index "complaints_number_key" to table: "complaints"
CREATE UNIQUE INDEX `complaints_number_key` ON `complaints` (`number`);
-- create index "complaint_compound_id_received" to table: "complaints"
CREATE INDEX `complaint_compound_id_received` ON `complaints` (`compound_id`, `received`);
-- create "compounds" table
CREATE TABLE `compounds` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `sort_key` text NOT NULL,
  `search_text` text NOT NULL,
  `initials` text NOT NULL,
  `initials_alt` text NOT NULL,
  `version` integer NOT NULL DEFAULT (1),
  `code` text NOT NULL,
  `community` text NOT NULL DEFAULT (''),
  `address` text NOT NULL DEFAULT (''),
  `kind` text NOT NULL,
  `households` integer NOT NULL,
  `occupied` integer NULL,
  `area_dm2` integer NULL,
  `form` text NULL,
  `built` integer NULL,
  `committee_until` date NULL,
  `district_id` integer NOT NULL,
  `subdistrict_id` integer NOT NULL,
  CONSTRAINT `compounds_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `compounds_organizations_subdistrict` FOREIGN KEY (`subdistrict_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `compound_occupied` CHECK (occupied IS NULL OR occupied <= households)
);
-- set sequence for "compounds" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("compounds", 4294967296);
-- create index "compounds_code_key" to table: "compounds"
CREATE UNIQUE INDEX `compounds_code_key` ON `compounds` (`code`);
-- create index "compound_district_id_code" to table: "compounds"
CREATE INDEX `compound_district_id_code` ON `compounds` (`district_id`, `code`);
-- create index "compound_subdistrict_id_name" to table: "compounds"
CREATE INDEX `compound_subdistrict_id_name` ON `compounds` (`subdistrict_id`, `name`);
-- create "compound_results" table
CREATE TABLE `compound_results` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `code` text NOT NULL,
  `class` text NOT NULL,
  `face` text NOT NULL,
  `needs_improvement` bool NOT NULL,
  `severity` integer NOT NULL,
  `score` integer NULL,
  `delta` integer NULL,
  `within_error` bool NULL,
  `headline_zh` text NOT NULL,
  `headline_en` text NOT NULL,
  `reason_zh` text NOT NULL,
  `reason_en` text NOT NULL,
  `detail` blob NOT NULL,
  `publication_id` integer NOT NULL,
  `compound_id` integer NOT NULL,
  `subdistrict_id` integer NOT NULL,
  `contractor_id` integer NULL,
  CONSTRAINT `compound_results_publications_publication` FOREIGN KEY (`publication_id`) REFERENCES `publications` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `compound_results_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `compound_results_organizations_subdistrict` FOREIGN KEY (`subdistrict_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `compound_results_contractors_contractor` FOREIGN KEY (`contractor_id`) REFERENCES `contractors` (`id`) ON DELETE SET NULL
);
-- set sequence for "compound_results" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("compound_results", 8589934592);
-- create index "compoundresult_publication_id_compound_id" to table: "compound_results"
CREATE UNIQUE INDEX `compoundresult_publication_id_compound_id` ON `compound_results` (`publication_id`, `compound_id`);
-- create index "compoundresult_publication_id_severity_score_code" to table: "compound_results"
CREATE INDEX `compoundresult_publication_id_severity_score_code` ON `compound_results` (`publication_id`, `severity`, `score`, `code`);
-- create index "compoundresult_compound_id" to table: "compound_results"
CREATE INDEX `compoundresult_compound_id` ON `compound_results` (`compound_id`);
-- create index "compoundresult_contractor_id" to table: "compound_results"
CREATE INDEX `compoundresult_contractor_id` ON `compound_results` (`contractor_id`);
-- create "contractors" table
CREATE TABLE `contractors` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `sort_key` text NOT NULL,
  `search_text` text NOT NULL,
  `initials` text NOT NULL,
  `initials_alt` text NOT NULL,
  `version` integer NOT NULL DEFAULT (1),
  `uscc` text NOT NULL,
  `legal_representative` text NOT NULL DEFAULT (''),
  `capital_fen` integer NULL,
  `staff` integer NULL,
  `mid_title` integer NULL,
  `phone` text NOT NULL DEFAULT ('')
);
-- set sequence for "contractors" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("contractors", 12884901888);
-- create index "contractors_uscc_key" to table: "contractors"
CREATE UNIQUE INDEX `contractors_uscc_key` ON `contractors` (`uscc`);
-- create "contractor_results" table
CREATE TABLE `contractor_results` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `position` integer NOT NULL,
  `rank` integer NULL,
  `band` integer NOT NULL,
  `score` integer NULL,
  `detail` blob NOT NULL,
  `publication_id` integer NOT NULL,
  `contractor_id` integer NOT NULL,
  CONSTRAINT `contractor_results_publications_publication` FOREIGN KEY (`publication_id`) REFERENCES `publications` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `contractor_results_contractors_contractor` FOREIGN KEY (`contractor_id`) REFERENCES `contractors` (`id`) ON DELETE NO ACTION
);
-- set sequence for "contractor_results" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("contractor_results", 17179869184);
-- create index "contractorresult_publication_id_position" to table: "contractor_results"
CREATE UNIQUE INDEX `contractorresult_publication_id_position` ON `contractor_results` (`publication_id`, `position`);
-- create index "contractorresult_publication_id_contractor_id" to table: "contractor_results"
CREATE UNIQUE INDEX `contractorresult_publication_id_contractor_id` ON `contractor_results` (`publication_id`, `contractor_id`);
-- create index "contractorresult_contractor_id" to table: "contractor_results"
CREATE INDEX `contractorresult_contractor_id` ON `contractor_results` (`contractor_id`);
-- create "cycles" table
CREATE TABLE `cycles` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `name` text NOT NULL,
  `starts` date NOT NULL,
  `ends` date NOT NULL,
  `evidence_open` bool NOT NULL DEFAULT (true),
  `reopen_reason` text NOT NULL DEFAULT (''),
  `district_id` integer NOT NULL,
  `standard_id` integer NOT NULL,
  CONSTRAINT `cycles_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `cycles_standards_standard` FOREIGN KEY (`standard_id`) REFERENCES `standards` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `cycle_days` CHECK (ends >= starts)
);
-- set sequence for "cycles" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("cycles", 21474836480);
-- create index "cycle_district_id_name" to table: "cycles"
CREATE UNIQUE INDEX `cycle_district_id_name` ON `cycles` (`district_id`, `name`);
-- create index "cycle_district_id_starts" to table: "cycles"
CREATE INDEX `cycle_district_id_starts` ON `cycles` (`district_id`, `starts`);
-- create "engagements" table
CREATE TABLE `engagements` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `mode` text NOT NULL,
  `starts` date NOT NULL,
  `ends` date NULL,
  `fee_fen` integer NULL,
  `basis` text NULL,
  `compound_id` integer NOT NULL,
  `contractor_id` integer NULL,
  CONSTRAINT `engagements_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `engagements_contractors_contractor` FOREIGN KEY (`contractor_id`) REFERENCES `contractors` (`id`) ON DELETE SET NULL,
  CONSTRAINT `engagement_contractor` CHECK (contractor_id IS NOT NULL AND mode = 'professional' OR contractor_id IS NULL AND mode <> 'professional'),
  CONSTRAINT `engagement_days` CHECK (ends IS NULL OR ends >= starts)
);
-- set sequence for "engagements" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("engagements", 25769803776);
-- create index "engagement_compound_id_starts" to table: "engagements"
CREATE UNIQUE INDEX `engagement_compound_id_starts` ON `engagements` (`compound_id`, `starts`);
-- create index "engagement_contractor_id_starts" to table: "engagements"
CREATE INDEX `engagement_contractor_id_starts` ON `engagements` (`contractor_id`, `starts`);
-- create "epoch" table
CREATE TABLE `epoch` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `value` integer NOT NULL DEFAULT (0)
);
-- set sequence for "epoch" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("epoch", 77309411328);
-- create "findings" table
CREATE TABLE `findings` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `seq` integer NOT NULL,
  `dimension` text NULL,
  `text` text NOT NULL DEFAULT (''),
  `points_centi` integer NOT NULL DEFAULT (0),
  `veto_ground` text NOT NULL DEFAULT (''),
  `authority` text NOT NULL DEFAULT (''),
  `document` text NOT NULL DEFAULT (''),
  `established` date NULL,
  `inspection_id` integer NOT NULL,
  CONSTRAINT `findings_inspections_inspection` FOREIGN KEY (`inspection_id`) REFERENCES `inspections` (`id`) ON DELETE CASCADE,
  CONSTRAINT `finding_points` CHECK (points_centi >= 0),
  CONSTRAINT `finding_veto` CHECK (veto_ground = '' OR (authority <> '' AND document <> '' AND established IS NOT NULL))
);
-- set sequence for "findings" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("findings", 34359738368);
-- create index "finding_inspection_id_seq" to table: "findings"
CREATE UNIQUE INDEX `finding_inspection_id_seq` ON `findings` (`inspection_id`, `seq`);
-- create "inspections" table
CREATE TABLE `inspections` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `number` text NOT NULL,
  `day` date NOT NULL,
  `inspector` text NOT NULL DEFAULT (''),
  `covers` json NOT NULL,
  `not_applicable` json NOT NULL,
  `cycle_id` integer NOT NULL,
  `compound_id` integer NOT NULL,
  CONSTRAINT `inspections_cycles_cycle` FOREIGN KEY (`cycle_id`) REFERENCES `cycles` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `inspections_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE NO ACTION
);
-- set sequence for "inspections" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("inspections", 38654705664);
-- create index "inspections_number_key" to table: "inspections"
CREATE UNIQUE INDEX `inspections_number_key` ON `inspections` (`number`);
-- create index "inspection_cycle_id_compound_id" to table: "inspections"
CREATE INDEX `inspection_cycle_id_compound_id` ON `inspections` (`cycle_id`, `compound_id`);
-- create "organizations" table
CREATE TABLE `organizations` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `sort_key` text NOT NULL,
  `search_text` text NOT NULL,
  `initials` text NOT NULL,
  `initials_alt` text NOT NULL,
  `version` integer NOT NULL DEFAULT (1),
  `code` text NOT NULL,
  `kind` text NOT NULL,
  `parent_id` integer NULL,
  CONSTRAINT `organizations_organizations_children` FOREIGN KEY (`parent_id`) REFERENCES `organizations` (`id`) ON DELETE SET NULL
);
-- set sequence for "organizations" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("organizations", 42949672960);
-- create index "organizations_code_key" to table: "organizations"
CREATE UNIQUE INDEX `organizations_code_key` ON `organizations` (`code`);
-- create index "organization_parent_id_kind" to table: "organizations"
CREATE INDEX `organization_parent_id_kind` ON `organizations` (`parent_id`, `kind`);
-- create "publications" table
CREATE TABLE `publications` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `revision` integer NOT NULL,
  `published_on` date NOT NULL,
  `notified_on` date NOT NULL,
  `reason` text NOT NULL DEFAULT (''),
  `standard` text NOT NULL,
  `evidence_digest` text NOT NULL,
  `totals` blob NOT NULL,
  `evidence` blob NOT NULL,
  `recorded_at` datetime NOT NULL,
  `cycle_id` integer NOT NULL,
  `district_id` integer NOT NULL,
  CONSTRAINT `publications_cycles_cycle` FOREIGN KEY (`cycle_id`) REFERENCES `cycles` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `publications_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION
);
-- set sequence for "publications" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("publications", 47244640256);
-- create index "publication_cycle_id_revision" to table: "publications"
CREATE UNIQUE INDEX `publication_cycle_id_revision` ON `publications` (`cycle_id`, `revision`);
-- create index "publication_district_id" to table: "publications"
CREATE INDEX `publication_district_id` ON `publications` (`district_id`);
-- create "qualifications" table
CREATE TABLE `qualifications` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `certificate` text NOT NULL,
  `grade` text NOT NULL,
  `issued` date NOT NULL,
  `expires` date NULL,
  `status` text NOT NULL DEFAULT ('valid'),
  `contractor_id` integer NOT NULL,
  CONSTRAINT `qualifications_contractors_contractor` FOREIGN KEY (`contractor_id`) REFERENCES `contractors` (`id`) ON DELETE NO ACTION
);
-- set sequence for "qualifications" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("qualifications", 51539607552);
-- create index "qualifications_certificate_key" to table: "qualifications"
CREATE UNIQUE INDEX `qualifications_certificate_key` ON `qualifications` (`certificate`);
-- create index "qualification_contractor_id" to table: "qualifications"
CREATE INDEX `qualification_contractor_id` ON `qualifications` (`contractor_id`);
-- create "standards" table
CREATE TABLE `standards` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` text NOT NULL,
  `effective_from` date NOT NULL,
  `yaml` text NOT NULL
);
-- set sequence for "standards" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("standards", 55834574848);
-- create index "standards_version_key" to table: "standards"
CREATE UNIQUE INDEX `standards_version_key` ON `standards` (`version`);
-- create "survey_answers" table
CREATE TABLE `survey_answers` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `day` date NULL,
  `overall` integer NOT NULL,
  `order` integer NULL,
  `sanitation` integer NULL,
  `safety` integer NULL,
  `greening` integer NULL,
  `facilities` integer NULL,
  `cycle_id` integer NOT NULL,
  `compound_id` integer NOT NULL,
  CONSTRAINT `survey_answers_cycles_cycle` FOREIGN KEY (`cycle_id`) REFERENCES `cycles` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `survey_answers_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `survey_answer_overall` CHECK (overall BETWEEN 1 AND 5)
);
-- set sequence for "survey_answers" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("survey_answers", 60129542144);
-- create index "surveyanswer_cycle_id_compound_id" to table: "survey_answers"
CREATE INDEX `surveyanswer_cycle_id_compound_id` ON `survey_answers` (`cycle_id`, `compound_id`);
-- create "survey_tallies" table
CREATE TABLE `survey_tallies` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `r5` integer NOT NULL,
  `r4` integer NOT NULL,
  `r3` integer NOT NULL,
  `r2` integer NOT NULL,
  `r1` integer NOT NULL,
  `cycle_id` integer NOT NULL,
  `compound_id` integer NOT NULL,
  CONSTRAINT `survey_tallies_cycles_cycle` FOREIGN KEY (`cycle_id`) REFERENCES `cycles` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `survey_tallies_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `survey_tally_counts` CHECK (r5 >= 0 AND r4 >= 0 AND r3 >= 0 AND r2 >= 0 AND r1 >= 0)
);
-- set sequence for "survey_tallies" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("survey_tallies", 64424509440);
-- create index "surveytally_cycle_id_compound_id" to table: "survey_tallies"
CREATE UNIQUE INDEX `surveytally_cycle_id_compound_id` ON `survey_tallies` (`cycle_id`, `compound_id`);
-- create "tenders" table
CREATE TABLE `tenders` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `number` text NOT NULL,
  `title` text NOT NULL,
  `method` text NOT NULL,
  `notice` date NOT NULL,
  `deadline` date NOT NULL,
  `opening` date NULL,
  `price_fen` integer NULL,
  `status` text NOT NULL,
  `district_id` integer NOT NULL,
  `compound_id` integer NULL,
  `winner_id` integer NULL,
  CONSTRAINT `tenders_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `tenders_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE SET NULL,
  CONSTRAINT `tenders_contractors_winner` FOREIGN KEY (`winner_id`) REFERENCES `contractors` (`id`) ON DELETE SET NULL,
  CONSTRAINT `tender_notice` CHECK (deadline >= notice),
  CONSTRAINT `tender_opening` CHECK (opening IS NULL OR opening >= deadline)
);
-- set sequence for "tenders" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("tenders", 68719476736);
-- create index "tenders_number_key" to table: "tenders"
CREATE UNIQUE INDEX `tenders_number_key` ON `tenders` (`number`);
-- create index "tender_district_id_notice" to table: "tenders"
CREATE INDEX `tender_district_id_notice` ON `tenders` (`district_id`, `notice`);
-- create "withdrawals" table
CREATE TABLE `withdrawals` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `withdrawn_on` date NOT NULL,
  `reason` text NOT NULL,
  `publication_id` integer NOT NULL,
  CONSTRAINT `withdrawals_publications_withdrawal` FOREIGN KEY (`publication_id`) REFERENCES `publications` (`id`) ON DELETE NO ACTION
);
-- set sequence for "withdrawals" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("withdrawals", 73014444032);
-- create index "withdrawals_publication_id_key" to table: "withdrawals"
CREATE UNIQUE INDEX `withdrawals_publication_id_key` ON `withdrawals` (`publication_id`);
