package io.groat.infra.training.generate.world;

import java.util.PriorityQueue;

/** What happens later, in the order of time; at the same time, in the order in which it was planned. */
final class StepQueue {

    private final PriorityQueue<Planned> steps = new PriorityQueue<>();
    private long planned;
    private int most;

    void add(long at, Step step) {
        steps.add(new Planned(at, planned++, step));
        most = Math.max(most, steps.size());
    }

    /** Runs all that happens before that time, also what that plans. */
    void runBefore(long end) {
        for (Planned next = steps.peek(); next != null && next.at < end; next = steps.peek()) {
            steps.remove();
            next.step.run(next.at);
        }
    }

    /** How many there were at once. */
    int most() {
        return most;
    }

    private record Planned(long at, long number, Step step) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
