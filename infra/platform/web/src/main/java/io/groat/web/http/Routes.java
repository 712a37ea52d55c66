package io.groat.web.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The calls that one part of a service answers: a bean of this type puts them into the {@link RouteTable}. */
public record Routes(List<Route> all) {

    public Routes {
        all = List.copyOf(all);
    }

    public static Routes of(Route... routes) {
        return new Routes(List.of(routes));
    }

    /** These and those. */
    public Routes and(Route... others) {
        return new Routes(Stream.concat(all.stream(), Arrays.stream(others)).toList());
    }
}
