@NullMarked
package io.groat.router.stream;

import org.jspecify.annotations.NullMarked;
