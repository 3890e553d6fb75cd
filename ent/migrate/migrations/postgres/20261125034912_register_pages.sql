-- +goose Up
-- drop index "compound_sort_key" from table: "compounds"
DROP INDEX "compound_sort_key";
-- create index "compound_code_district_id_subdistrict_id_community_id" to table: "compounds"
CREATE INDEX "compound_code_district_id_subdistrict_id_community_id" ON "compounds" ("code", "district_id", "subdistrict_id", "community_id");
-- create index "compound_district_id_subdistrict_id_community_id" to table: "compounds"
CREATE INDEX "compound_district_id_subdistrict_id_community_id" ON "compounds" ("district_id", "subdistrict_id", "community_id");
-- create index "compound_sort_key_district_id_subdistrict_id_community_id" to table: "compounds"
CREATE INDEX "compound_sort_key_district_id_subdistrict_id_community_id" ON "compounds" ("sort_key", "district_id", "subdistrict_id", "community_id");
-- create index "contractor_sort_key" to table: "contractors"
CREATE INDEX "contractor_sort_key" ON "contractors" ("sort_key");
-- drop index "engagement_contractor_id_starts" from table: "engagements"
DROP INDEX "engagement_contractor_id_starts";
-- create index "engagement_contractor_id_starts_ends_compound_id" to table: "engagements"
CREATE INDEX "engagement_contractor_id_starts_ends_compound_id" ON "engagements" ("contractor_id", "starts", "ends", "compound_id");
