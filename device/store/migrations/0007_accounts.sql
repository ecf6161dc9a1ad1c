CREATE TABLE `accounts` (
	`player` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`password_hash` text NOT NULL,
	`role` text NOT NULL,
	`pin_digest` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "accounts_role" CHECK("accounts"."role" in ('player', 'coach', 'staff', 'installer', 'operator', 'admin'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_email_unique` ON `accounts` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_pin_digest_unique` ON `accounts` (`pin_digest`);--> statement-breakpoint
CREATE TABLE `cards` (
	`digest` text PRIMARY KEY NOT NULL,
	`player` text NOT NULL,
	`bound_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `cards_player` ON `cards` (`player`);--> statement-breakpoint
CREATE TABLE `coached_players` (
	`coach` text NOT NULL,
	`player` text NOT NULL,
	PRIMARY KEY(`coach`, `player`),
	FOREIGN KEY (`coach`) REFERENCES `accounts`(`player`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `drills_done` (
	`id` text PRIMARY KEY NOT NULL,
	`player` text NOT NULL,
	`drill` text NOT NULL,
	`notes` text,
	`done_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `drills_done_player` ON `drills_done` (`player`,`done_at`);--> statement-breakpoint
CREATE TABLE `guesses` (
	`key` text PRIMARY KEY NOT NULL,
	`window_ends_at_ms` integer NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `refresh_families` (
	`id` text PRIMARY KEY NOT NULL,
	`player` text NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`ended_by` text,
	FOREIGN KEY (`player`) REFERENCES `accounts`(`player`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `refresh_families_player` ON `refresh_families` (`player`);--> statement-breakpoint
CREATE TABLE `refresh_tokens` (
	`digest` text PRIMARY KEY NOT NULL,
	`family` text NOT NULL,
	`is_used` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`family`) REFERENCES `refresh_families`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `refresh_tokens_family` ON `refresh_tokens` (`family`);--> statement-breakpoint
ALTER TABLE `players` ADD `height_cm` integer;--> statement-breakpoint
ALTER TABLE `players` ADD `handicap` real;--> statement-breakpoint
ALTER TABLE `players` ADD `goals` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `players` ADD `limitations` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `players` ADD `usual_miss` text;--> statement-breakpoint
ALTER TABLE `players` ADD `club` text;--> statement-breakpoint
ALTER TABLE `players` ADD `is_on_leaderboard` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `players` ADD `is_minor` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `players` ADD `shares_since` text;--> statement-breakpoint
ALTER TABLE `players` ADD `guardian_agreed_at` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `is_cleared` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `swings_session` ON `swings` (`session`,`ordinal`);