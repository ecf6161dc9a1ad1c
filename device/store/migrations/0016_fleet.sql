CREATE TABLE `fleet_commands` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text,
	`id` text NOT NULL,
	`issuer` text NOT NULL,
	`command` text NOT NULL,
	`is_forced` integer NOT NULL,
	`arguments` text NOT NULL,
	`issued_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`state` text NOT NULL,
	`code` text,
	`answer` text,
	`repeats` integer DEFAULT 0 NOT NULL,
	`received_at` text NOT NULL,
	`answered_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `fleet_commands_key_unique` ON `fleet_commands` (`key`);--> statement-breakpoint
CREATE INDEX `fleet_commands_state` ON `fleet_commands` (`state`,`ordinal`);--> statement-breakpoint
CREATE TABLE `fleet_facts` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text
);
--> statement-breakpoint
CREATE TABLE `fleet_messages` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`topic` text NOT NULL,
	`is_retained` integer NOT NULL,
	`payload` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `fleet_messages_id_unique` ON `fleet_messages` (`id`);--> statement-breakpoint
CREATE INDEX `fleet_messages_kind` ON `fleet_messages` (`kind`,`ordinal`);