/** The part of bpmn-moddle that the tests use; it brings no types at its door. */
declare module "bpmn-moddle" {
  export class BpmnModdle {
    fromXML(text: string): Promise<{ readonly warnings: readonly unknown[] }>;
  }
}
