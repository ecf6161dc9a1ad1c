CREATE TABLE `bridge_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`client` text NOT NULL,
	`key` text NOT NULL,
	`payload` text NOT NULL,
	`answer` text,
	`received_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bridge_events_key` ON `bridge_events` (`kind`,`client`,`key`);--> statement-breakpoint
CREATE INDEX `bridge_events_unanswered` ON `bridge_events` (`id`) WHERE "bridge_events"."kind" = 'command' and "bridge_events"."answer" is null;