package io.groat.web.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many characters a request's object may have as compact JSON, when that is not {@link #USUAL}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ObjectLimit {

    /** Of all others. */
    int USUAL = 65_536;

    int value();
}
