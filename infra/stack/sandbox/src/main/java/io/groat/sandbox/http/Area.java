package io.groat.sandbox.http;

import java.util.List;

/** Paths that begin alike, of one API. */
public interface Area {

    /** What its paths begin with, such as {@code /stripe/v1}. */
    String prefix();

    /** Its routes, without the prefix. */
    List<Route> routes();

    /** @throws Refusal when the caller may not call */
    void authorize(Call call);

    /** A refusal in this API's shape. */
    Reply refused(Refusal refusal);

    /** Whether it is the merchant's way to a provider, which fails when it is told to. */
    boolean canFail();
}
