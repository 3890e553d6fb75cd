-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "zones" table
CREATE TABLE `zones` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `sort_key` text NOT NULL,
  `search_text` text NOT NULL,
  `initials` text NOT NULL,
  `initials_alt` text NOT NULL,
  `version` integer NOT NULL DEFAULT (1),
  `code` text NOT NULL,
  `district_id` integer NOT NULL,
  `subdistrict_id` integer NOT NULL,
  CONSTRAINT `zones_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `zones_organizations_subdistrict` FOREIGN KEY (`subdistrict_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION
);
-- set sequence for "zones" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("zones", 154618822656);
-- create index "zones_code_key" to table: "zones"
CREATE UNIQUE INDEX `zones_code_key` ON `zones` (`code`);
-- create index "zone_district_id" to table: "zones"
CREATE INDEX `zone_district_id` ON `zones` (`district_id`);
-- create index "zone_subdistrict_id" to table: "zones"
CREATE INDEX `zone_subdistrict_id` ON `zones` (`subdistrict_id`);
-- create "new_compounds" table
CREATE TABLE `new_compounds` (
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
  `community_id` integer NULL,
  `zone_id` integer NULL,
  CONSTRAINT `compounds_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `compounds_organizations_subdistrict` FOREIGN KEY (`subdistrict_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `compounds_organizations_community_organization` FOREIGN KEY (`community_id`) REFERENCES `organizations` (`id`) ON DELETE SET NULL,
  CONSTRAINT `compounds_zones_zone` FOREIGN KEY (`zone_id`) REFERENCES `zones` (`id`) ON DELETE SET NULL,
  CONSTRAINT `compound_occupied` CHECK (occupied IS NULL OR occupied <= households)
);
-- set sequence for "new_compounds" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("new_compounds", 4294967296);
-- copy rows from old table "compounds" to new temporary table "new_compounds"
INSERT INTO `new_compounds` (`id`, `name`, `sort_key`, `search_text`, `initials`, `initials_alt`, `version`, `code`, `community`, `address`, `kind`, `households`, `occupied`, `area_dm2`, `form`, `built`, `committee_until`, `district_id`, `subdistrict_id`) SELECT `id`, `name`, `sort_key`, `search_text`, `initials`, `initials_alt`, `version`, `code`, `community`, `address`, `kind`, `households`, `occupied`, `area_dm2`, `form`, `built`, `committee_until`, `district_id`, `subdistrict_id` FROM `compounds`;
-- drop "compounds" table after copying rows
DROP TABLE `compounds`;
-- rename temporary table "new_compounds" to "compounds"
ALTER TABLE `new_compounds` RENAME TO `compounds`;
-- create index "compounds_code_key" to table: "compounds"
CREATE UNIQUE INDEX `compounds_code_key` ON `compounds` (`code`);
-- create index "compound_district_id_code" to table: "compounds"
CREATE INDEX `compound_district_id_code` ON `compounds` (`district_id`, `code`);
-- create index "compound_subdistrict_id_name" to table: "compounds"
CREATE INDEX `compound_subdistrict_id_name` ON `compounds` (`subdistrict_id`, `name`);
-- create index "compound_community_id" to table: "compounds"
CREATE INDEX `compound_community_id` ON `compounds` (`community_id`);
-- create index "compound_zone_id" to table: "compounds"
CREATE INDEX `compound_zone_id` ON `compounds` (`zone_id`);
-- create index "compound_sort_key" to table: "compounds"
CREATE INDEX `compound_sort_key` ON `compounds` (`sort_key`);
-- create "api_tokens" table
CREATE TABLE `api_tokens` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `token_hash` text NOT NULL,
  `hint` text NOT NULL,
  `scopes` json NOT NULL,
  `expires_at` datetime NOT NULL,
  `used_at` datetime NULL,
  `revoked_at` datetime NULL,
  `created_at` datetime NOT NULL,
  `account_id` integer NOT NULL,
  CONSTRAINT `api_tokens_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION
);
-- set sequence for "api_tokens" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("api_tokens", 81604378624);
-- create index "api_tokens_token_hash_key" to table: "api_tokens"
CREATE UNIQUE INDEX `api_tokens_token_hash_key` ON `api_tokens` (`token_hash`);
-- create index "apitoken_account_id" to table: "api_tokens"
CREATE INDEX `apitoken_account_id` ON `api_tokens` (`account_id`);
-- create "accounts" table
CREATE TABLE `accounts` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `sort_key` text NOT NULL,
  `search_text` text NOT NULL,
  `initials` text NOT NULL,
  `initials_alt` text NOT NULL,
  `version` integer NOT NULL DEFAULT (1),
  `username` text NOT NULL,
  `email` text NOT NULL DEFAULT (''),
  `phone` text NOT NULL DEFAULT (''),
  `password_hash` text NOT NULL DEFAULT (''),
  `password_changed_at` datetime NULL,
  `must_change_password` bool NOT NULL DEFAULT (false),
  `totp_secret` text NOT NULL DEFAULT (''),
  `totp_enabled_at` datetime NULL,
  `totp_last_step` integer NOT NULL DEFAULT (0),
  `disabled_at` datetime NULL,
  `language` text NOT NULL DEFAULT ('zh'),
  `theme` text NOT NULL DEFAULT ('system'),
  `mail_notices` bool NOT NULL DEFAULT (true),
  `quiet_from` integer NULL,
  `quiet_to` integer NULL,
  `last_sign_in_at` datetime NULL,
  `created_at` datetime NOT NULL,
  `created_by_id` integer NULL,
  CONSTRAINT `accounts_accounts_created` FOREIGN KEY (`created_by_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL
);
-- set sequence for "accounts" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("accounts", 85899345920);
-- create index "accounts_username_key" to table: "accounts"
CREATE UNIQUE INDEX `accounts_username_key` ON `accounts` (`username`);
-- create "attachments" table
CREATE TABLE `attachments` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `parent_type` text NOT NULL,
  `parent_id` integer NOT NULL,
  `name` text NOT NULL,
  `media_type` text NOT NULL,
  `size` integer NOT NULL,
  `digest` text NOT NULL,
  `thumbnail` text NOT NULL DEFAULT (''),
  `width` integer NOT NULL DEFAULT (0),
  `height` integer NOT NULL DEFAULT (0),
  `created_at` datetime NOT NULL,
  `removed_at` datetime NULL,
  `account_id` integer NULL,
  CONSTRAINT `attachments_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL
);
-- set sequence for "attachments" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("attachments", 90194313216);
-- create index "attachment_parent_id_created_at" to table: "attachments"
CREATE INDEX `attachment_parent_id_created_at` ON `attachments` (`parent_id`, `created_at`);
-- create index "attachment_digest" to table: "attachments"
CREATE INDEX `attachment_digest` ON `attachments` (`digest`);
-- create "audit_entries" table
CREATE TABLE `audit_entries` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `number` integer NOT NULL,
  `at` datetime NOT NULL,
  `account_id` integer NULL,
  `actor` text NOT NULL,
  `role` text NOT NULL,
  `address` text NOT NULL,
  `request` text NOT NULL,
  `action` text NOT NULL,
  `subject_type` text NOT NULL,
  `subject_id` integer NULL,
  `subject_name` text NOT NULL,
  `organization_id` integer NULL,
  `contractor_id` integer NULL,
  `before` text NOT NULL,
  `after` text NOT NULL,
  `previous` text NOT NULL,
  `hash` text NOT NULL
);
-- set sequence for "audit_entries" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("audit_entries", 94489280512);
-- create index "audit_entries_number_key" to table: "audit_entries"
CREATE UNIQUE INDEX `audit_entries_number_key` ON `audit_entries` (`number`);
-- create index "audit_entries_hash_key" to table: "audit_entries"
CREATE UNIQUE INDEX `audit_entries_hash_key` ON `audit_entries` (`hash`);
-- create index "auditentry_organization_id_number" to table: "audit_entries"
CREATE INDEX `auditentry_organization_id_number` ON `audit_entries` (`organization_id`, `number`);
-- create index "auditentry_account_id_number" to table: "audit_entries"
CREATE INDEX `auditentry_account_id_number` ON `audit_entries` (`account_id`, `number`);
-- create index "auditentry_subject_id_number" to table: "audit_entries"
CREATE INDEX `auditentry_subject_id_number` ON `audit_entries` (`subject_id`, `number`);
-- create index "auditentry_action_number" to table: "audit_entries"
CREATE INDEX `auditentry_action_number` ON `audit_entries` (`action`, `number`);
-- create index "auditentry_at" to table: "audit_entries"
CREATE INDEX `auditentry_at` ON `audit_entries` (`at`);
-- create "audit_heads" table
CREATE TABLE `audit_heads` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `number` integer NOT NULL,
  `hash` text NOT NULL
);
-- set sequence for "audit_heads" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("audit_heads", 98784247808);
-- create "committees" table
CREATE TABLE `committees` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `elected` date NOT NULL,
  `first_met` date NULL,
  `filed` date NULL,
  `filing_number` text NOT NULL DEFAULT (''),
  `term_starts` date NOT NULL,
  `term_ends` date NOT NULL,
  `status` text NOT NULL DEFAULT ('active'),
  `organization_id` integer NOT NULL,
  `district_id` integer NOT NULL,
  `subdistrict_id` integer NOT NULL,
  `compound_id` integer NULL,
  `zone_id` integer NULL,
  CONSTRAINT `committees_organizations_organization` FOREIGN KEY (`organization_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `committees_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `committees_organizations_subdistrict` FOREIGN KEY (`subdistrict_id`) REFERENCES `organizations` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `committees_compounds_compound` FOREIGN KEY (`compound_id`) REFERENCES `compounds` (`id`) ON DELETE SET NULL,
  CONSTRAINT `committees_zones_zone` FOREIGN KEY (`zone_id`) REFERENCES `zones` (`id`) ON DELETE SET NULL,
  CONSTRAINT `committee_place` CHECK (compound_id IS NULL AND zone_id IS NOT NULL OR compound_id IS NOT NULL AND zone_id IS NULL),
  CONSTRAINT `committee_term` CHECK (term_ends >= term_starts)
);
-- set sequence for "committees" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("committees", 103079215104);
-- create index "committee_district_id_term_ends" to table: "committees"
CREATE INDEX `committee_district_id_term_ends` ON `committees` (`district_id`, `term_ends`);
-- create index "committee_subdistrict_id" to table: "committees"
CREATE INDEX `committee_subdistrict_id` ON `committees` (`subdistrict_id`);
-- create index "committee_compound_id" to table: "committees"
CREATE INDEX `committee_compound_id` ON `committees` (`compound_id`);
-- create "committee_members" table
CREATE TABLE `committee_members` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `position` integer NOT NULL,
  `name` text NOT NULL,
  `duty` text NOT NULL,
  `phone` text NOT NULL DEFAULT (''),
  `since` date NULL,
  `until` date NULL,
  `committee_id` integer NOT NULL,
  CONSTRAINT `committee_members_committees_committee` FOREIGN KEY (`committee_id`) REFERENCES `committees` (`id`) ON DELETE NO ACTION
);
-- set sequence for "committee_members" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("committee_members", 107374182400);
-- create index "committeemember_committee_id_position" to table: "committee_members"
CREATE INDEX `committeemember_committee_id_position` ON `committee_members` (`committee_id`, `position`);
-- create "devices" table
CREATE TABLE `devices` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `token_hash` text NOT NULL,
  `created_at` datetime NOT NULL,
  `seen_at` datetime NOT NULL,
  `account_id` integer NOT NULL,
  CONSTRAINT `devices_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION
);
-- set sequence for "devices" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("devices", 111669149696);
-- create index "devices_token_hash_key" to table: "devices"
CREATE UNIQUE INDEX `devices_token_hash_key` ON `devices` (`token_hash`);
-- create index "device_account_id" to table: "devices"
CREATE INDEX `device_account_id` ON `devices` (`account_id`);
-- create "grants" table
CREATE TABLE `grants` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `version` integer NOT NULL DEFAULT (1),
  `role` text NOT NULL,
  `starts` date NOT NULL,
  `ends` date NULL,
  `created_at` datetime NOT NULL,
  `account_id` integer NOT NULL,
  `organization_id` integer NULL,
  `contractor_id` integer NULL,
  `granted_by_id` integer NULL,
  CONSTRAINT `grants_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `grants_organizations_organization` FOREIGN KEY (`organization_id`) REFERENCES `organizations` (`id`) ON DELETE SET NULL,
  CONSTRAINT `grants_contractors_contractor` FOREIGN KEY (`contractor_id`) REFERENCES `contractors` (`id`) ON DELETE SET NULL,
  CONSTRAINT `grants_accounts_granted_by` FOREIGN KEY (`granted_by_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL,
  CONSTRAINT `grant_days` CHECK (ends IS NULL OR ends >= starts),
  CONSTRAINT `grant_place` CHECK (organization_id IS NULL OR contractor_id IS NULL)
);
-- set sequence for "grants" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("grants", 115964116992);
-- create index "grant_account_id" to table: "grants"
CREATE INDEX `grant_account_id` ON `grants` (`account_id`);
-- create index "grant_organization_id" to table: "grants"
CREATE INDEX `grant_organization_id` ON `grants` (`organization_id`);
-- create index "grant_contractor_id" to table: "grants"
CREATE INDEX `grant_contractor_id` ON `grants` (`contractor_id`);
-- create "identities" table
CREATE TABLE `identities` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `issuer` text NOT NULL,
  `subject` text NOT NULL,
  `created_at` datetime NOT NULL,
  `account_id` integer NOT NULL,
  CONSTRAINT `identities_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION
);
-- set sequence for "identities" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("identities", 120259084288);
-- create index "identity_issuer_subject" to table: "identities"
CREATE UNIQUE INDEX `identity_issuer_subject` ON `identities` (`issuer`, `subject`);
-- create index "identity_account_id" to table: "identities"
CREATE INDEX `identity_account_id` ON `identities` (`account_id`);
-- create "import_jobs" table
CREATE TABLE `import_jobs` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `digest` text NOT NULL,
  `size` integer NOT NULL,
  `status` text NOT NULL,
  `step` text NOT NULL DEFAULT (''),
  `done` integer NOT NULL DEFAULT (0),
  `total` integer NOT NULL DEFAULT (0),
  `report` text NOT NULL DEFAULT (''),
  `problem_zh` text NOT NULL DEFAULT (''),
  `problem_en` text NOT NULL DEFAULT (''),
  `created_at` datetime NOT NULL,
  `finished_at` datetime NULL,
  `alive_at` datetime NOT NULL,
  `account_id` integer NOT NULL,
  `district_id` integer NULL,
  CONSTRAINT `import_jobs_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION,
  CONSTRAINT `import_jobs_organizations_district` FOREIGN KEY (`district_id`) REFERENCES `organizations` (`id`) ON DELETE SET NULL
);
-- set sequence for "import_jobs" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("import_jobs", 124554051584);
-- create index "importjob_account_id_created_at" to table: "import_jobs"
CREATE INDEX `importjob_account_id_created_at` ON `import_jobs` (`account_id`, `created_at`);
-- create index "importjob_status" to table: "import_jobs"
CREATE INDEX `importjob_status` ON `import_jobs` (`status`);
-- create "notices" table
CREATE TABLE `notices` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `kind` text NOT NULL,
  `subject` text NOT NULL,
  `title_zh` text NOT NULL,
  `title_en` text NOT NULL,
  `body_zh` text NOT NULL DEFAULT (''),
  `body_en` text NOT NULL DEFAULT (''),
  `link` text NOT NULL DEFAULT (''),
  `created_at` datetime NOT NULL,
  `read_at` datetime NULL,
  `mail_due_at` datetime NULL,
  `mailed_at` datetime NULL,
  `mail_attempts` integer NOT NULL DEFAULT (0),
  `account_id` integer NOT NULL,
  CONSTRAINT `notices_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION
);
-- set sequence for "notices" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("notices", 128849018880);
-- create index "notice_account_id_created_at" to table: "notices"
CREATE INDEX `notice_account_id_created_at` ON `notices` (`account_id`, `created_at`);
-- create index "notice_account_id_kind_subject" to table: "notices"
CREATE INDEX `notice_account_id_kind_subject` ON `notices` (`account_id`, `kind`, `subject`);
-- create index "notice_mail_due_at" to table: "notices"
CREATE INDEX `notice_mail_due_at` ON `notices` (`mail_due_at`);
-- create "one_time_links" table
CREATE TABLE `one_time_links` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `token_hash` text NOT NULL,
  `purpose` text NOT NULL,
  `expires_at` datetime NOT NULL,
  `used_at` datetime NULL,
  `created_at` datetime NOT NULL,
  `account_id` integer NULL,
  CONSTRAINT `one_time_links_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL
);
-- set sequence for "one_time_links" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("one_time_links", 133143986176);
-- create index "one_time_links_token_hash_key" to table: "one_time_links"
CREATE UNIQUE INDEX `one_time_links_token_hash_key` ON `one_time_links` (`token_hash`);
-- create index "onetimelink_account_id" to table: "one_time_links"
CREATE INDEX `onetimelink_account_id` ON `one_time_links` (`account_id`);
-- create "preferences" table
CREATE TABLE `preferences` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `key` text NOT NULL,
  `value` text NOT NULL,
  `account_id` integer NOT NULL,
  CONSTRAINT `preferences_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION
);
-- set sequence for "preferences" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("preferences", 137438953472);
-- create index "preference_account_id_key" to table: "preferences"
CREATE UNIQUE INDEX `preference_account_id_key` ON `preferences` (`account_id`, `key`);
-- create "recovery_codes" table
CREATE TABLE `recovery_codes` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `code_hash` text NOT NULL,
  `used_at` datetime NULL,
  `account_id` integer NOT NULL,
  CONSTRAINT `recovery_codes_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION
);
-- set sequence for "recovery_codes" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("recovery_codes", 141733920768);
-- create index "recoverycode_account_id_code_hash" to table: "recovery_codes"
CREATE UNIQUE INDEX `recoverycode_account_id_code_hash` ON `recovery_codes` (`account_id`, `code_hash`);
-- create "sessions" table
CREATE TABLE `sessions` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `token_hash` text NOT NULL,
  `data` blob NOT NULL,
  `expires_at` datetime NOT NULL,
  `address` text NOT NULL DEFAULT (''),
  `agent` text NOT NULL DEFAULT (''),
  `created_at` datetime NOT NULL,
  `seen_at` datetime NOT NULL,
  `account_id` integer NULL,
  CONSTRAINT `sessions_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE SET NULL
);
-- set sequence for "sessions" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("sessions", 146028888064);
-- create index "sessions_token_hash_key" to table: "sessions"
CREATE UNIQUE INDEX `sessions_token_hash_key` ON `sessions` (`token_hash`);
-- create index "session_account_id" to table: "sessions"
CREATE INDEX `session_account_id` ON `sessions` (`account_id`);
-- create index "session_expires_at" to table: "sessions"
CREATE INDEX `session_expires_at` ON `sessions` (`expires_at`);
-- create "throttles" table
CREATE TABLE `throttles` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `key` text NOT NULL,
  `tokens` real NOT NULL,
  `filled_at` datetime NOT NULL
);
-- set sequence for "throttles" table
INSERT INTO sqlite_sequence (name, seq) VALUES ("throttles", 150323855360);
-- create index "throttles_key_key" to table: "throttles"
CREATE UNIQUE INDEX `throttles_key_key` ON `throttles` (`key`);
-- create index "throttle_filled_at" to table: "throttles"
CREATE INDEX `throttle_filled_at` ON `throttles` (`filled_at`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
-- create index "committee_zone_id" to table: "committees"
CREATE INDEX `committee_zone_id` ON `committees` (`zone_id`);
