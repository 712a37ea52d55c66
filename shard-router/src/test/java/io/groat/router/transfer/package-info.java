@NullMarked
package io.groat.router.transfer;

import org.jspecify.annotations.NullMarked;
