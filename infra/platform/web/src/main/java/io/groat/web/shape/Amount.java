package io.groat.web.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A whole number of minor units: a JSON number, and a string of digits beyond 2^53. BigInteger is one without it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Amount {
    /** What it has to be at least, in a request: 0 or 1. */
    long least() default 1;
}
