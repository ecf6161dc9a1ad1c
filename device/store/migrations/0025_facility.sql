CREATE TABLE `facility_bays` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`code_digest` text,
	`code_expires_at_ms` integer,
	`credential_digest` text,
	`invited_at` text NOT NULL,
	`enrolled_at` text,
	`seen_at` text,
	`caught_up_at_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `facility_bays_code_digest_unique` ON `facility_bays` (`code_digest`);--> statement-breakpoint
CREATE UNIQUE INDEX `facility_bays_credential_digest_unique` ON `facility_bays` (`credential_digest`);--> statement-breakpoint
CREATE UNIQUE INDEX `facility_bays_name` ON `facility_bays` (`name`) WHERE "facility_bays"."state" <> 'removed';--> statement-breakpoint
CREATE TABLE `facility_lines` (
	`facility` text PRIMARY KEY NOT NULL,
	`people_pushed` integer DEFAULT 0 NOT NULL,
	`people_pulled` integer DEFAULT 0 NOT NULL,
	`swings_pushed` integer DEFAULT 0 NOT NULL,
	`deletions_pulled` integer DEFAULT 0 NOT NULL,
	`exchanged_at` text
);
--> statement-breakpoint
CREATE TABLE `facility_swings` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`bay` text NOT NULL,
	`session` text NOT NULL,
	`player` text,
	`kind` text NOT NULL,
	`recorded_at` text NOT NULL,
	`score` real,
	`club` text,
	`revision` integer,
	`deleted_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `facility_swings_id_unique` ON `facility_swings` (`id`);--> statement-breakpoint
CREATE INDEX `facility_swings_session` ON `facility_swings` (`session`);--> statement-breakpoint
CREATE INDEX `facility_swings_player` ON `facility_swings` (`player`,`recorded_at`);--> statement-breakpoint
CREATE INDEX `facility_swings_recorded` ON `facility_swings` (`recorded_at`);--> statement-breakpoint
CREATE TABLE `swing_changes` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`swing` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `swing_changes_swing_unique` ON `swing_changes` (`swing`);--> statement-breakpoint
CREATE TABLE `swings_told` (
	`swing` text PRIMARY KEY NOT NULL
);
