CREATE TABLE `analysis_jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`swing` text NOT NULL,
	`order` text NOT NULL,
	`state` text NOT NULL,
	`urgency` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_by` text,
	`last_error` text,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `analysis_jobs_next` ON `analysis_jobs` (`state`,`urgency`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `analysis_jobs_open` ON `analysis_jobs` (`swing`) WHERE "analysis_jobs"."state" in ('queued', 'claimed');--> statement-breakpoint
CREATE TABLE `media` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`swing` text NOT NULL,
	`kind` text NOT NULL,
	`camera` text,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`media_type` text NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_of_swing` ON `media` (`swing`,`kind`,`camera`,`sha256`);--> statement-breakpoint
CREATE INDEX `media_sha256` ON `media` (`sha256`);--> statement-breakpoint
CREATE INDEX `media_state` ON `media` (`state`,`kind`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`swing` text NOT NULL,
	`key` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_state` ON `outbox` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `players` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`handedness` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `poses` (
	`swing` text NOT NULL,
	`camera` text NOT NULL,
	`sha256` text NOT NULL,
	`revision` integer NOT NULL,
	`frames` integer NOT NULL,
	`track` blob NOT NULL,
	PRIMARY KEY(`swing`, `camera`, `sha256`),
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`swing` text NOT NULL,
	`revision` integer NOT NULL,
	`document` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`swing`, `revision`),
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`bay` text NOT NULL,
	`player` text,
	`started_at` text NOT NULL,
	`ended_at` text,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `swings` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`bay` text NOT NULL,
	`session` text NOT NULL,
	`player` text,
	`recorded_at` text NOT NULL,
	`boot_id` text NOT NULL,
	`monotonic_ns` real NOT NULL,
	`sequence` integer NOT NULL,
	`status` text NOT NULL,
	`failure_code` text,
	`failure_message` text,
	`revision` integer,
	`missing` text NOT NULL,
	`mark` integer DEFAULT 0 NOT NULL,
	`deleted_at` text,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "swings_status" CHECK("swings"."status" in ('queued', 'analysing', 'completed', 'failed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `swings_id_unique` ON `swings` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `swings_boot_sequence` ON `swings` (`boot_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `swings_player` ON `swings` (`player`,`ordinal`);