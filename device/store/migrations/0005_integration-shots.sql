CREATE TABLE `integration_shots` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`source` text NOT NULL,
	`device` text NOT NULL,
	`connection` text NOT NULL,
	`shot_number` text NOT NULL,
	`swing` text,
	`player` text,
	`shot_data` text NOT NULL,
	`raw` text NOT NULL,
	`received_ns` real,
	`boot_id` text,
	`delay_ms` real,
	`recorded_at` text NOT NULL,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `integration_shots_id_unique` ON `integration_shots` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `integration_shots_once` ON `integration_shots` (`source`,`device`,`connection`,`shot_number`);--> statement-breakpoint
CREATE INDEX `integration_shots_swing` ON `integration_shots` (`swing`);--> statement-breakpoint
CREATE INDEX `integration_shots_recorded` ON `integration_shots` (`recorded_at`);