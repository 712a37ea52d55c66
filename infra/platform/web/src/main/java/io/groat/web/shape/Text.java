package io.groat.web.shape;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Predicate;

/** What a string has to be, and what is refused as INVALID_FIELD when it is not. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Text {
    int min() default 0;

    /** In characters. */
    int max() default Integer.MAX_VALUE;

    /** A regular expression for the whole of it. */
    String pattern() default "";

    /** A format of the OpenAPI registry, for the description alone. */
    String format() default "";

    /** What it may be, when that is a few words; what else is refused. */
    String[] oneOf() default {};

    /** What else it has to be; of a class with a constructor that takes nothing. */
    Class<? extends Predicate<String>> fits() default Any.class;

    /** The rest of the sentence that begins with the field's name; made from the other rules when it is not there. */
    String says() default "";

    /** Takes all. */
    final class Any implements Predicate<String> {

        @Override
        public boolean test(String text) {
            return true;
        }
    }
}
