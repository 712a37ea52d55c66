package io.groat.fraud.state;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A kind of state.
 *
 * @param name as it stands in tables
 * @param fresh of a party that nothing is known of
 * @param of reads what {@link KeyedState#bytes} wrote
 */
public record StateKind<S extends KeyedState>(String name, Supplier<S> fresh, Function<byte[], S> of) {}
