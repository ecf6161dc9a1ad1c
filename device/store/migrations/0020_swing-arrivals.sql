CREATE TABLE `swing_arrivals` (
	`swing` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`state` text NOT NULL,
	`heard` integer DEFAULT 1 NOT NULL,
	`objects` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_by` text,
	`last_error_code` text,
	`last_error` text,
	`heard_at` text NOT NULL,
	CONSTRAINT "swing_arrivals_state_known" CHECK("swing_arrivals"."state" in ('waiting', 'taken', 'parked'))
);
--> statement-breakpoint
CREATE INDEX `swing_arrivals_state` ON `swing_arrivals` (`state`,`swing`);