-- In which segments some customers are is asked at every change of them: the index begins with the customer, so that no whole segment is read for it.
DROP INDEX insight_segment_member_now;
CREATE UNIQUE INDEX insight_segment_member_now ON insight_segment_member (customer_id, segment) WHERE until_at IS NULL;
CREATE INDEX insight_segment_member_of ON insight_segment_member (segment, customer_id) WHERE until_at IS NULL;
