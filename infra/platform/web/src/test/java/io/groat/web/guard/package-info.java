@NullMarked
package io.groat.web.guard;

import org.jspecify.annotations.NullMarked;
