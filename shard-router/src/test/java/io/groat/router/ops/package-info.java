@NullMarked
package io.groat.router.ops;

import org.jspecify.annotations.NullMarked;
