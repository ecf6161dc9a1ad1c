CREATE TABLE `shares` (
	`id` text PRIMARY KEY NOT NULL,
	`swing` text NOT NULL,
	`player` text NOT NULL,
	`film` text,
	`created_at` text NOT NULL,
	`expires_at_ms` integer NOT NULL,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`player`) REFERENCES `players`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `shares_swing` ON `shares` (`swing`);--> statement-breakpoint
CREATE INDEX `shares_player` ON `shares` (`player`);--> statement-breakpoint
CREATE TABLE `swing_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`swing` text NOT NULL,
	`key` text NOT NULL,
	`revision` integer NOT NULL,
	`order` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`failure_code` text,
	`failure_message` text,
	`created_at` text NOT NULL,
	FOREIGN KEY (`swing`) REFERENCES `swings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `swing_exports_key_unique` ON `swing_exports` (`key`);--> statement-breakpoint
CREATE INDEX `swing_exports_swing` ON `swing_exports` (`swing`);--> statement-breakpoint
CREATE INDEX `swing_exports_state` ON `swing_exports` (`state`);