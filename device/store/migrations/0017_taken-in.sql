DROP INDEX `swings_boot_sequence`;--> statement-breakpoint
CREATE INDEX `swings_boot` ON `swings` (`boot_id`,`sequence`);