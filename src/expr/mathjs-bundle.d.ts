declare module 'mathjs/lib/browser/math.js' {
  const mathjs: { parse(text: string): unknown };
  export default mathjs;
}
