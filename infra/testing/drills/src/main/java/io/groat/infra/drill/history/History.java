package io.groat.infra.drill.history;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The clients' side of a drill: every order and every answer, in memory. A contradiction between answers is noticed when
 * it comes; what the books say is for the proof to compare. Safe for threads.
 */
public final class History {
    private final Map<String, Case> cases = new ConcurrentHashMap<>();
    private final Violations breaches;
    private final LongAdder ended = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();

    /** @param breaches where contradictions go */
    public History(Violations breaches) {
        this.breaches = breaches;
    }

    /** Remembers an order before it is sent. */
    public Case ask(Order order) {
        Case asked = new Case(order);
        if (cases.putIfAbsent(order.key(), asked) != null) {
            throw new IllegalArgumentException("The key " + order.key() + " was used before");
        }
        return asked;
    }

    /** Takes an answer for an order; gives whether it is the first to tell the end. */
    public boolean answered(Case asked, Answer answer) {
        Case.News news = asked.take(answer, breaches);
        if (news.first()) {
            acknowledged.increment();
        }
        if (news.end()) {
            ended.increment();
        }
        return news.end();
    }

    public Optional<Case> find(String key) {
        return Optional.ofNullable(cases.get(key));
    }

    public Collection<Case> cases() {
        return cases.values();
    }

    /** Orders whose clients do not know their end yet; walks over all of them. */
    public List<Case> open() {
        return cases.values().stream().filter(one -> one.end().isEmpty()).toList();
    }

    public long sent() {
        return cases.size();
    }

    /** Orders that had any answer: their end, or that they are under way. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Orders whose clients know their end. */
    public long ended() {
        return ended.sum();
    }

    public long completed() {
        return cases.values().stream()
                .filter(one -> one.end().filter(Answer.End::completed).isPresent())
                .count();
    }

    public long refused() {
        return cases.values().stream()
                .filter(one -> one.end().filter(end -> !end.completed()).isPresent())
                .count();
    }

    /** How many orders of each kind were done. */
    public Map<OrderKind, Long> done() {
        Map<OrderKind, Long> done = new EnumMap<>(OrderKind.class);
        cases.values().stream()
                .filter(one -> one.end().filter(Answer.End::completed).isPresent())
                .forEach(one -> done.merge(one.order().kind(), 1L, Long::sum));
        return done;
    }
}
