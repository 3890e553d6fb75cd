-- +goose Up
-- SQLite sorts texts byte by byte as it is.
SELECT 1;
