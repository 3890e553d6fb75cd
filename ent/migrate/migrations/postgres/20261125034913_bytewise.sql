-- +goose Up
-- Keys and codes are sorted byte by byte, whatever language the database was made for: so both databases give one order, and
-- an index serves it.
ALTER TABLE "organizations" ALTER COLUMN "sort_key" TYPE character varying COLLATE "C", ALTER COLUMN "code" TYPE character varying COLLATE "C";
ALTER TABLE "compounds" ALTER COLUMN "sort_key" TYPE character varying COLLATE "C", ALTER COLUMN "code" TYPE character varying COLLATE "C";
ALTER TABLE "contractors" ALTER COLUMN "sort_key" TYPE character varying COLLATE "C", ALTER COLUMN "uscc" TYPE character varying COLLATE "C";
ALTER TABLE "zones" ALTER COLUMN "sort_key" TYPE character varying COLLATE "C", ALTER COLUMN "code" TYPE character varying COLLATE "C";
ALTER TABLE "qualifications" ALTER COLUMN "certificate" TYPE character varying COLLATE "C";
