package io.groat.sandbox.http;

import io.groat.sandbox.model.Fault;
import java.util.Optional;

/** Says of each call whether and how it fails. */
public interface Failures {

    Optional<Fault> next(String path);
}
