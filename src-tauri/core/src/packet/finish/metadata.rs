//! What the file says about itself: XMP (ISO 16684-1), in step with the Info
//! dictionary as ISO 19005-2 6.6.2.3 asks.

use super::Identity;
use crate::packet::Output;

/// The properties of PDF/UA are not among those that PDF/A knows: 6.6.2.3.3 has
/// them described in the file.
const EXTENSION: &str = r#"  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
"#;

/// The whole XMP packet, read-only.
pub(super) fn xmp(identity: &Identity, output: Output) -> Vec<u8> {
    let title = escaped(&identity.title);
    let author = match identity.author.is_empty() {
        true => String::new(),
        false => format!(
            "   <dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n",
            escaped(&identity.author)
        ),
    };
    let claims = output.pdfa().map(|(part, conformance)| {
        format!(
            "  <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n   \
             <pdfaid:part>{part}</pdfaid:part>\n   \
             <pdfaid:conformance>{conformance}</pdfaid:conformance>\n  </rdf:Description>\n  \
             <rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n   \
             <pdfuaid:part>1</pdfuaid:part>\n  </rdf:Description>\n{EXTENSION}"
        )
    });
    let day = format!("{}T00:00:00Z", identity.on);
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n   \
         <dc:format>application/pdf</dc:format>\n   \
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         {author}   \
         <dc:language><rdf:Bag><rdf:li>sv-SE</rdf:li></rdf:Bag></dc:language>\n   \
         <xmp:CreateDate>{day}</xmp:CreateDate>\n   \
         <xmp:ModifyDate>{day}</xmp:ModifyDate>\n   \
         <xmp:CreatorTool>Samsvar</xmp:CreatorTool>\n   \
         <pdf:Producer>Samsvar</pdf:Producer>\n  \
         </rdf:Description>\n{} </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n",
        claims.unwrap_or_default()
    )
    .into_bytes()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
