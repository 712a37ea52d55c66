@NullMarked
package io.groat.infra.launcher;

import org.jspecify.annotations.NullMarked;
