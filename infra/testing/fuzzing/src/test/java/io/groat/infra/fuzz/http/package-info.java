@NullMarked
package io.groat.infra.fuzz.http;

import org.jspecify.annotations.NullMarked;
