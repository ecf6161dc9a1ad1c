CREATE TABLE `coach_answers` (
	`job` integer PRIMARY KEY NOT NULL,
	`language` text NOT NULL,
	`model` text NOT NULL,
	`document` text NOT NULL,
	`answered_at` text NOT NULL,
	FOREIGN KEY (`job`) REFERENCES `coach_jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `coach_exchanges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`job` integer,
	`task` text NOT NULL,
	`bay` text NOT NULL,
	`facility` text NOT NULL,
	`day` text NOT NULL,
	`batch` text,
	`way` text NOT NULL,
	`state` text NOT NULL,
	`verdict` text,
	`model` text NOT NULL,
	`answered_by` text,
	`reserved_tokens` integer NOT NULL,
	`reserved_pico` integer NOT NULL,
	`input_tokens` integer DEFAULT 0 NOT NULL,
	`cache_read_tokens` integer DEFAULT 0 NOT NULL,
	`cache_write_5m_tokens` integer DEFAULT 0 NOT NULL,
	`cache_write_1h_tokens` integer DEFAULT 0 NOT NULL,
	`output_tokens` integer DEFAULT 0 NOT NULL,
	`cost_pico` integer DEFAULT 0 NOT NULL,
	`latency_ms` integer,
	`detail` text,
	`sent_at` text NOT NULL,
	FOREIGN KEY (`job`) REFERENCES `coach_jobs`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `coach_exchanges_day` ON `coach_exchanges` (`day`);--> statement-breakpoint
CREATE INDEX `coach_exchanges_state` ON `coach_exchanges` (`state`,`batch`);--> statement-breakpoint
CREATE TABLE `coach_jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task` text NOT NULL,
	`subject` text NOT NULL,
	`player` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "coach_jobs_state_known" CHECK("coach_jobs"."state" in ('waiting', 'asked', 'in-batch', 'answered', 'given-up'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coach_jobs_once` ON `coach_jobs` (`task`,`subject`,`player`);--> statement-breakpoint
CREATE INDEX `coach_jobs_state` ON `coach_jobs` (`state`,`id`);--> statement-breakpoint
CREATE TABLE `coach_texts` (
	`exchange` integer PRIMARY KEY NOT NULL,
	`job` integer NOT NULL,
	`question` text NOT NULL,
	`answer` text,
	`problems` text,
	FOREIGN KEY (`exchange`) REFERENCES `coach_exchanges`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`job`) REFERENCES `coach_jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `players` ADD `shows_face` integer DEFAULT false NOT NULL;