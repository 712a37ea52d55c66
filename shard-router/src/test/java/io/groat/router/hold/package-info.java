@NullMarked
package io.groat.router.hold;

import org.jspecify.annotations.NullMarked;
