package io.groat.fraud.model;

import io.groat.event.FraudReason;
import java.util.List;

/**
 * What moved a model's probability from what it expects of any payment to what it makes of one: the moves and the rest add up
 * to it. All to six digits, as scores are.
 *
 * @param expected of any payment of its training, before anything is known
 * @param probability of this one
 * @param moves features of one code together, those that raised it first, in each direction the weightiest first
 * @param rest what all others moved together
 */
public record Explanation(double expected, double probability, List<FraudReason> moves, double rest) {

    public Explanation {
        moves = List.copyOf(moves);
    }
}
