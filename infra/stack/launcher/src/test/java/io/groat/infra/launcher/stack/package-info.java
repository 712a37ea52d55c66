@NullMarked
package io.groat.infra.launcher.stack;

import org.jspecify.annotations.NullMarked;
