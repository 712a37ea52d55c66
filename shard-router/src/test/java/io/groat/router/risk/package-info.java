@NullMarked
package io.groat.router.risk;

import org.jspecify.annotations.NullMarked;
