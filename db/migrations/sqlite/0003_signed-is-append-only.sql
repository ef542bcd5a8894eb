CREATE TRIGGER `checkpoints_no_update` BEFORE UPDATE ON `checkpoints`
BEGIN
  SELECT RAISE(ABORT, 'signed roots are append-only: a checkpoint is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `checkpoints_no_delete` BEFORE DELETE ON `checkpoints`
BEGIN
  SELECT RAISE(ABORT, 'signed roots are append-only: a checkpoint is never deleted');
END;
--> statement-breakpoint
-- INSERT OR REPLACE would delete without the trigger above.
CREATE TRIGGER `checkpoints_no_replace` BEFORE INSERT ON `checkpoints`
WHEN EXISTS (SELECT 1 FROM `checkpoints` WHERE `origin` = NEW.`origin` AND `size` = NEW.`size`)
BEGIN
  SELECT RAISE(ABORT, 'signed roots are append-only: this size has its checkpoint');
END;
--> statement-breakpoint
CREATE TRIGGER `anchors_no_update` BEFORE UPDATE ON `anchors`
BEGIN
  SELECT RAISE(ABORT, 'anchors are append-only: an anchor is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `anchors_no_delete` BEFORE DELETE ON `anchors`
BEGIN
  SELECT RAISE(ABORT, 'anchors are append-only: an anchor is never deleted');
END;
--> statement-breakpoint
CREATE TRIGGER `anchors_no_replace` BEFORE INSERT ON `anchors`
WHEN EXISTS (SELECT 1 FROM `anchors` WHERE `id` = NEW.`id`)
BEGIN
  SELECT RAISE(ABORT, 'anchors are append-only: this id is taken');
END;
