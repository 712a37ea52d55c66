package io.groat.event;

import java.time.Instant;

/**
 * An event on its way: a CloudEvents 1.0 event in binary mode, so all but the data travels in headers.
 *
 * @param key Kafka's record key: events of one key stay in order
 * @param id unique for type and occasion, the same however often the event is sent ({@code ce_id})
 * @param time when it happened ({@code ce_time})
 * @param data the body, JSON in UTF-8, without a line break
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     CloudEvents, Kafka binding</a>
 */
public record Event(EventType type, String key, String id, Instant time, String data) {}
