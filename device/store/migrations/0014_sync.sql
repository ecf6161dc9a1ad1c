ALTER TABLE `media` ADD `synced_at` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `urgency` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `claimed_by` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `last_error_code` text;--> statement-breakpoint
CREATE INDEX `outbox_next` ON `outbox` (`state`,`urgency`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_swing` ON `outbox` (`swing`);