INSERT INTO `people_clock` (`appliance`) VALUES (lower(hex(randomblob(6))));
--> statement-breakpoint
CREATE TRIGGER `people_players_insert` AFTER INSERT ON `players`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('players', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_players_update` AFTER UPDATE ON `players`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('players', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_players_delete` AFTER DELETE ON `players`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('players', old.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_accounts_insert` AFTER INSERT ON `accounts`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('accounts', new.`player`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_accounts_update` AFTER UPDATE ON `accounts`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('accounts', new.`player`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_accounts_delete` AFTER DELETE ON `accounts`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('accounts', old.`player`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_cards_insert` AFTER INSERT ON `cards`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('cards', new.`digest`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_cards_update` AFTER UPDATE ON `cards`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('cards', new.`digest`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_cards_delete` AFTER DELETE ON `cards`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('cards', old.`digest`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_coached_players_insert` AFTER INSERT ON `coached_players`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('coached_players', new.`coach` || '/' || new.`player`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_coached_players_update` AFTER UPDATE ON `coached_players`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('coached_players', new.`coach` || '/' || new.`player`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_coached_players_delete` AFTER DELETE ON `coached_players`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('coached_players', old.`coach` || '/' || old.`player`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_drills_done_insert` AFTER INSERT ON `drills_done`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('drills_done', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_drills_done_update` AFTER UPDATE ON `drills_done`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('drills_done', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_drills_done_delete` AFTER DELETE ON `drills_done`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('drills_done', old.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_goals_insert` AFTER INSERT ON `goals`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('goals', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_goals_update` AFTER UPDATE ON `goals`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('goals', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_goals_delete` AFTER DELETE ON `goals`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('goals', old.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_assigned_drills_insert` AFTER INSERT ON `assigned_drills`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('assigned_drills', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_assigned_drills_update` AFTER UPDATE ON `assigned_drills`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('assigned_drills', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_assigned_drills_delete` AFTER DELETE ON `assigned_drills`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('assigned_drills', old.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_sessions_insert` AFTER INSERT ON `sessions`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('sessions', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_sessions_update` AFTER UPDATE ON `sessions`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('sessions', new.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_sessions_delete` AFTER DELETE ON `sessions`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('sessions', old.`id`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_consistency_scores_insert` AFTER INSERT ON `consistency_scores`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('consistency_scores', new.`visitor`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_consistency_scores_update` AFTER UPDATE ON `consistency_scores`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('consistency_scores', new.`visitor`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `people_consistency_scores_delete` AFTER DELETE ON `consistency_scores`
BEGIN
	INSERT INTO `people_marks` (`table_name`, `key`) VALUES ('consistency_scores', old.`visitor`) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'players', `id` FROM `players`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'accounts', `player` FROM `accounts`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'cards', `digest` FROM `cards`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'coached_players', `coach` || '/' || `player` FROM `coached_players`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'drills_done', `id` FROM `drills_done`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'goals', `id` FROM `goals`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'assigned_drills', `id` FROM `assigned_drills`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'sessions', `id` FROM `sessions`;
--> statement-breakpoint
INSERT INTO `people_marks` (`table_name`, `key`) SELECT 'consistency_scores', `visitor` FROM `consistency_scores`;
