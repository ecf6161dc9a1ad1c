CREATE TABLE `warehouse_dues` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`swing` text DEFAULT '' NOT NULL,
	`session` text DEFAULT '' NOT NULL,
	`owner` text DEFAULT '' NOT NULL,
	`state` text NOT NULL,
	`urgency` integer NOT NULL,
	`version` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_by` text,
	`last_error_code` text,
	`last_error` text,
	`due_since` text NOT NULL,
	`changed_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `warehouse_dues_key_unique` ON `warehouse_dues` (`key`);--> statement-breakpoint
CREATE INDEX `warehouse_dues_next` ON `warehouse_dues` (`state`,`urgency`,`id`);