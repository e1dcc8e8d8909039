-- What a model was learned with, and when somebody was told that customers are no longer as they were when it was.
ALTER TABLE insight_model ADD COLUMN parameters text;        -- JSON; null: it is from before they were kept
ALTER TABLE insight_model ADD COLUMN drifted_at timestamptz;       -- null: they are, or nobody was told since it was put to use
