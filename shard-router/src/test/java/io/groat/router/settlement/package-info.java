@NullMarked
package io.groat.router.settlement;

import org.jspecify.annotations.NullMarked;
