-- What people who look after money from outside ask for: cases and disputes of one thing, and what is not settled by age.

ALTER TABLE money_cases
    ADD KEY money_cases_item_id (item_id, id);

ALTER TABLE disputes
    ADD KEY disputes_order (order_id, id),
    ADD KEY disputes_unsettled (settled_at, back_settled_at),
    ADD KEY disputes_back_unsettled (back_settled_at, settled_at);
