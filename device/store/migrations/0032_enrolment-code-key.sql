ALTER TABLE `facility_bays` RENAME COLUMN "code_digest" TO "code_key";--> statement-breakpoint
DROP INDEX `facility_bays_code_digest_unique`;