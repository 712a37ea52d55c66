@NullMarked
package io.groat.router.json;

import org.jspecify.annotations.NullMarked;
