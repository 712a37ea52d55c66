@NullMarked
package io.groat.infra.bench;

import org.jspecify.annotations.NullMarked;
