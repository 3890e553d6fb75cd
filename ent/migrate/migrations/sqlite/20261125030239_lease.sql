-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_notices" table
CREATE TABLE `new_notices` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `kind` text NOT NULL,
  `subject` text NOT NULL,
  `title_zh` text NOT NULL,
  `title_en` text NOT NULL,
  `body_zh` text NOT NULL DEFAULT (''),
  `body_en` text NOT NULL DEFAULT (''),
  `link` text NOT NULL DEFAULT (''),
  `day` date NOT NULL,
  `created_at` datetime NOT NULL,
  `read_at` datetime NULL,
  `mail_due_at` datetime NULL,
  `mailed_at` datetime NULL,
  `mail_attempts` integer NOT NULL DEFAULT (0),
  `account_id` integer NOT NULL,
  CONSTRAINT `notices_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION
);
-- set sequence for "new_notices" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("new_notices", 128849018880);
-- copy rows from old table "notices" to new temporary table "new_notices"
INSERT INTO `new_notices` (`id`, `kind`, `subject`, `title_zh`, `title_en`, `body_zh`, `body_en`, `link`, `created_at`, `read_at`, `mail_due_at`, `mailed_at`, `mail_attempts`, `account_id`) SELECT `id`, `kind`, `subject`, `title_zh`, `title_en`, `body_zh`, `body_en`, `link`, `created_at`, `read_at`, `mail_due_at`, `mailed_at`, `mail_attempts`, `account_id` FROM `notices`;
-- drop "notices" table after copying rows
DROP TABLE `notices`;
-- rename temporary table "new_notices" to "notices"
ALTER TABLE `new_notices` RENAME TO `notices`;
-- create index "notice_account_id_created_at" to table: "notices"
CREATE INDEX `notice_account_id_created_at` ON `notices` (`account_id`, `created_at`);
-- create index "notice_account_id_kind_subject_day" to table: "notices"
CREATE UNIQUE INDEX `notice_account_id_kind_subject_day` ON `notices` (`account_id`, `kind`, `subject`, `day`);
-- create index "notice_mail_due_at" to table: "notices"
CREATE INDEX `notice_mail_due_at` ON `notices` (`mail_due_at`);
-- create "leases" table
CREATE TABLE `leases` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `holder` text NOT NULL,
  `until` datetime NOT NULL,
  `done_at` datetime NULL
);
-- set sequence for "leases" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("leases", 158913789952);
-- create index "leases_name_key" to table: "leases"
CREATE UNIQUE INDEX `leases_name_key` ON `leases` (`name`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
