CREATE TRIGGER `people_visit_scores_insert` AFTER INSERT ON `visit_scores`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('visit_scores', new.`visitor`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_visit_scores_update` AFTER UPDATE ON `visit_scores`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('visit_scores', new.`visitor`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_visit_scores_delete` AFTER DELETE ON `visit_scores`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('visit_scores', old.`visitor`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
INSERT INTO `visit_scores` (`visitor`, `session`, `player`, `best`, `total`, `shots`, `last_at`)
	SELECT `session` || '/' || `player`, `session`, `player`, max(`score`), sum(`score`), count(*), max(`recorded_at`)
	FROM `swings`
	WHERE `player` IS NOT NULL AND `kind` = 'shot' AND `deleted_at` IS NULL AND `score` IS NOT NULL
	GROUP BY `session`, `player`;
--> statement-breakpoint
DELETE FROM `consistency_scores` WHERE EXISTS (
	SELECT 1 FROM json_each(`consistency_scores`.`swings`) AS `part` JOIN `swings` ON `swings`.`id` = `part`.`value`
	WHERE `swings`.`deleted_at` IS NOT NULL
);
