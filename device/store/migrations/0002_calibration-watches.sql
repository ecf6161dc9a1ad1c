CREATE TABLE `calibration_watches` (
	`bay` text PRIMARY KEY NOT NULL,
	`watch` text NOT NULL
);
